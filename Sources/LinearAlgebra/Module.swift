// The sources of LinearAlgebra stand beside this file.
