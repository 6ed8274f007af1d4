/** The line of {@code %git}: its words, and which options a command takes. */
package org.jolab.magics.git.line;
