package org.jolab.magics.drive.doctor;

/**
 * Something that was looked at.
 *
 * @param isFine whether it is as it should be
 * @param text   what was found and, if it is not fine, what to do
 */
public record Finding(boolean isFine, String text) {

    static Finding fine(String text) {
        return new Finding(true, text);
    }

    static Finding trouble(String text) {
        return new Finding(false, text);
    }
}
