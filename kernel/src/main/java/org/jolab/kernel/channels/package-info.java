/** The threads that own the sockets, and the way of each request through them. */
package org.jolab.kernel.channels;
