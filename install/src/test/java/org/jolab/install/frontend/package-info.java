/** A notebook with the Java kernel in JupyterLab, in a browser, used as a person would. */
package org.jolab.install.frontend;
