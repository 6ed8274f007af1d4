package org.jolab.magics.libraries;

/**
 * A line of what {@code %libs} shows.
 *
 * @param library its name
 * @param version its version
 * @param size how much it has on disk
 * @param origin why it is there
 */
public record Library(String library, String version, String size, String origin) {}
