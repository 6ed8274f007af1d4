package org.jolab.magics.drive.webdav;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.jolab.magics.drive.store.StoreException;

/** Paths below the address of a server, as ids ({@code /a b/c.txt}, {@code /} is the top) and as addresses. */
final class DavPath {

    private static final String PLAIN = "-._~!$&'()*+,=:@/";

    private DavPath() {
    }

    /** The address of a path; that of a folder ends with a slash. */
    static URI address(URI top, String path, boolean folder) {
        var text = new StringBuilder(top.toString());
        text.setLength(text.length() - 1);
        for (var b : path.getBytes(StandardCharsets.UTF_8)) {
            var c = (char) (b & 0xff);
            if (c < 128 && (Character.isLetterOrDigit(c) || PLAIN.indexOf(c) >= 0)) {
                text.append(c);
            } else {
                text.append('%').append(Character.toUpperCase(Character.forDigit(c >> 4, 16)))
                    .append(Character.toUpperCase(Character.forDigit(c & 15, 16)));
            }
        }
        if (folder && !path.equals("/")) {
            text.append('/');
        }
        return URI.create(text.toString());
    }

    /** The path that an {@code href} of an answer means, without a slash at its end; null if it is elsewhere. */
    static String of(URI top, String href) {
        var start = href.indexOf("://");
        var raw = href;
        if (start >= 0) {
            var slash = href.indexOf('/', start + 3);
            raw = slash < 0 ? "/" : href.substring(slash);
        }
        var path = decode(raw);
        var base = decode(top.getRawPath());
        if (!(path + "/").startsWith(base)) {
            return null;
        }
        var below = path.length() < base.length() ? "/" : path.substring(base.length() - 1);
        return below.length() > 1 && below.endsWith("/") ? below.substring(0, below.length() - 1) : below;
    }

    private static String decode(String raw) {
        var bytes = new ByteArrayOutputStream();
        var text = raw.getBytes(StandardCharsets.UTF_8);
        for (var i = 0; i < text.length; i++) {
            var high = i + 2 < text.length ? Character.digit(text[i + 1], 16) : -1;
            var low = i + 2 < text.length ? Character.digit(text[i + 2], 16) : -1;
            if (text[i] == '%' && high >= 0 && low >= 0) {
                bytes.write(high << 4 | low);
                i += 2;
            } else {
                bytes.write(text[i]);
            }
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    static String parent(String path) {
        return path.equals("/") ? "" : path.lastIndexOf('/') == 0 ? "/" : path.substring(0, path.lastIndexOf('/'));
    }

    static String name(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    static String in(String folder, String name) throws StoreException {
        if (name.isEmpty() || name.equals(".") || name.equals("..") || name.indexOf('/') >= 0
            || name.chars().anyMatch(c -> c < 32 || c == 127)) {
            throw new StoreException(StoreException.Kind.REFUSED, "WebDAV has no file with the name \""
                + name.replaceAll("\\p{Cntrl}", "?") + "\".");
        }
        return (folder.equals("/") ? "" : folder) + "/" + name;
    }
}
