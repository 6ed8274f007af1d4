package org.jolab.git;

/**
 * A line of a file and where it comes from.
 *
 * @param number its number, from 1
 * @param text the line
 * @param commit the name of the commit that brought it; zeros if it has not been committed
 * @param person who brought it, and when; null if it has not been committed
 * @param path the file's name at that time
 */
public record BlameLine(int number, String text, String commit, Person person, String path) {}
