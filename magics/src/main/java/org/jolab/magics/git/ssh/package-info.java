/**
 * SSH by Apache MINA, whose jars register file systems for the whole process if they are on its class path, so that
 * they and this package have a class loader of their own; see {@link org.jolab.magics.git.transport.SecureShell}.
 */
package org.jolab.magics.git.ssh;
