/** CUDA C++ to machine code: NVRTC, and a cache of what it has made. */
package org.jolab.gpu.cuda.compiler;
