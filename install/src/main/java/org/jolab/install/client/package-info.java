/** A client of the Jupyter protocol in plain Java: starts a kernel, runs code in it, gives its messages. */
package org.jolab.install.client;
