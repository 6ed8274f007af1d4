/** The GPU in a notebook: a live kernel on stand-ins for CUDA's libraries. */
package org.jolab.install.gpu;
