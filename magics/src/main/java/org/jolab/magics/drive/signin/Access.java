package org.jolab.magics.drive.signin;

import java.util.Set;

/** Which files a sign-in reaches, with Google's name for it. */
public enum Access {

    /** All files, to read and write. */
    ALL("https://www.googleapis.com/auth/drive"),
    /** All files, to read. */
    READ("https://www.googleapis.com/auth/drive.readonly"),
    /** What was made with the same client id. */
    OWN("https://www.googleapis.com/auth/drive.file");

    private final String scope;

    Access(String scope) {
        this.scope = scope;
    }

    /** Google's name: an OAuth scope. */
    public String scope() {
        return scope;
    }

    /** Whether what was granted suffices for this. */
    public boolean isIn(Set<String> granted) {
        return granted.contains(scope) || this != ALL && granted.contains(ALL.scope);
    }
}
