/** The {@code jolab} command: registers the kernel, runs notebooks, opens JupyterLab, looks what is missing. */
package org.jolab.install;
