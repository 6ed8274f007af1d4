/** Processes as the system has them: terminals, sessions, signals, and who waits for what. */
package org.jolab.magics.shell.process;
