/** What {@code %github} gives to Java. */
package org.jolab.github;
