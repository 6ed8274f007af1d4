/** What {@code %git} gives to Java: commits, differences, branches, the state of a working tree. */
package org.jolab.git;
