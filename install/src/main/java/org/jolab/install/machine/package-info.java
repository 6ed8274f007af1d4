/** Where things lie on this machine: the JDK, the distribution, Jupyter's folders, programs. */
package org.jolab.install.machine;
