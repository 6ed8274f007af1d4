package org.jolab.gpu.cpu;

/**
 * What became of the search for a native library.
 *
 * @param name as people call it
 * @param isFound whether it is in use
 * @param version its version; empty if it was not found
 * @param detail where it is; or why it is not there, and what brings it
 */
public record LibraryReport(String name, boolean isFound, String version, String detail) {

    static LibraryReport missing(NativeLibrary.Wanted wanted, NativeLibrary.Search search) {
        var reasons = String.join("; ", search.reason());
        return new LibraryReport(wanted.name(), false, "", reasons + ". In a notebook, %maven "
            + "org.bytedeco:" + wanted.jar().artifact() + ":" + wanted.jar().version() + ":" + NativeLibrary.platform()
            + " brings it");
    }

    @Override
    public String toString() {
        return isFound ? name + " " + version + " (" + detail + ")" : name + " is missing: " + detail;
    }
}
