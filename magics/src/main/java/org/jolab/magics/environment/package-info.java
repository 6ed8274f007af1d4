/** The process that the notebook runs in: environment variables, the JVM, the machine. */
package org.jolab.magics.environment;
