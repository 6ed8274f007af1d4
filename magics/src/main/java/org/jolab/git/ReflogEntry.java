package org.jolab.git;

/**
 * A step of a branch or of {@code HEAD}.
 *
 * @param index how many steps ago it was; 0 is the latest
 * @param commit the name of the commit that it led to
 * @param person who took it, and when
 * @param message what was done
 */
public record ReflogEntry(int index, String commit, Person person, String message) {}
