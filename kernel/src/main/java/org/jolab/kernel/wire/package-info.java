/** What travels as bytes between front end and kernel: frames, signatures, addresses, and the files that name them. */
package org.jolab.kernel.wire;
