/** Finds JupyterLab, or makes a private one, and opens notebooks in it. */
package org.jolab.install.lab;
