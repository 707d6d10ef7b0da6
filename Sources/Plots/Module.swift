// The sources of Plots stand beside this file.
