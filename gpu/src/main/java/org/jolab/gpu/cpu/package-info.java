/** The processor's backend: blocks of 1024 elements go through plain loops that the JVM compiles to vector code. */
package org.jolab.gpu.cpu;
