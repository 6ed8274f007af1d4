/** Which of CUDA's shared libraries this machine has, and how their functions are called. */
package org.jolab.gpu.cuda.library;
