package org.jolab.magics.drive.signin;

/**
 * What a program shows to Google as its own name. The secret never shows in a text.
 *
 * @param secret belongs to the id; Google takes no great care of it for desktop programs, and neither do attackers
 */
record ClientId(String id, String secret) {

    /** The number of the project that it belongs to, with which Google's console is addressed; may be empty. */
    String project() {
        var end = id.indexOf('-');
        return end > 0 && id.substring(0, end).chars().allMatch(Character::isDigit) ? id.substring(0, end) : "";
    }

    /** Enough of it to know it again. */
    String brief() {
        var name = id.replaceFirst("\\.apps\\.googleusercontent\\.com$", "");
        return name.length() > 24 ? name.substring(0, 23) + "…" : name;
    }

    @Override
    public String toString() {
        return id;
    }
}
