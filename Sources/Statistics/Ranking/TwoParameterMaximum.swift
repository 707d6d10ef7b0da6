internal import Glibc

/// The maximum of a smooth function of two positive parameters by damped Newton steps in their logarithms.
struct TwoParameterMaximum {
    /// Value, gradient and Hessian in the parameters themselves.
    struct Local {
        var value: Double
        var gradient: (Double, Double)
        var hessian: (aa: Double, ab: Double, bb: Double)
    }

    let parameters: (Double, Double)
    let iterations: Int

    /// Climbs from a start until the steps are at the rounding of the parameters.
    init(start: (Double, Double), _ local: (Double, Double) -> Local) throws(EstimationError) {
        var (u, v) = (log(start.0), log(start.1))
        var current = local(exp(u), exp(v))
        var change = Double.infinity
        for iteration in 1...200 {
            let (a, b) = (exp(u), exp(v))
            let gradient = (a * current.gradient.0, b * current.gradient.1)
            var (aa, bb) = (a * a * current.hessian.aa + gradient.0, b * b * current.hessian.bb + gradient.1)
            let ab = a * b * current.hessian.ab
            // Where the function is not concave yet, the diagonal is bent down until it is.
            var bend = 0.0
            while aa - bend >= 0 || (aa - bend) * (bb - bend) - ab * ab <= 0 {
                bend = bend == 0 ? 1e-3 * (abs(aa) + abs(bb) + abs(ab)) + 1e-300 : 2 * bend
            }
            aa -= bend
            bb -= bend
            let determinant = aa * bb - ab * ab
            var step = (-(bb * gradient.0 - ab * gradient.1) / determinant, -(aa * gradient.1 - ab * gradient.0) / determinant)
            let length = max(abs(step.0), abs(step.1))
            if length > 2 { step = (step.0 * 2 / length, step.1 * 2 / length) }
            change = max(abs(step.0), abs(step.1))
            var next = local(exp(u + step.0), exp(v + step.1))
            var halvings = 0
            while !(next.value >= current.value - 1e-12 * abs(current.value)) && halvings < 40 {
                step = (step.0 / 2, step.1 / 2)
                next = local(exp(u + step.0), exp(v + step.1))
                halvings += 1
            }
            (u, v) = (u + step.0, v + step.1)
            current = next
            if change < 1e-13 || (change < 1e-9 && iteration > 50) {
                parameters = (exp(u), exp(v))
                iterations = iteration
                return
            }
        }
        throw .notConverged(iterations: 200, change: change)
    }
}
