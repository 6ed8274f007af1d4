package org.jolab.git;

import java.time.ZonedDateTime;

/**
 * Who did something, and when.
 *
 * @param name as the commit says
 * @param email as the commit says
 * @param when in the time zone of the place where it was done
 */
public record Person(String name, String email, ZonedDateTime when) {

    @Override
    public String toString() {
        return name + " <" + email + ">";
    }
}
