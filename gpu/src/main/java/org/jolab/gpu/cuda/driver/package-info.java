/** The CUDA driver's interface, called through the JDK's foreign functions. */
package org.jolab.gpu.cuda.driver;
