/** How Jupyter finds and starts the kernel: kernelspecs, the JVM's command line, its start-up cache. */
package org.jolab.install.kernelspec;
