package org.jolab.kernel.display;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jolab.api.MimeBundle;

/** Makes a bundle that somebody else has made fit for the wire. */
final class Bundles {

    /** What tools take as the name of a form; no parameters such as {@code charset}. */
    private static final Pattern MIME_TYPE = Pattern.compile("[\\w\\-+.]+/[\\w\\-+.]+");
    private static final Pattern JSON = Pattern.compile("application/(.*\\+)?json");

    private Bundles() {}

    /**
     * {@code bundle} with proper names and data. Forms without a proper name, and forms that are null, are left out.
     *
     * @throws NullPointerException if there is no bundle
     */
    static MimeBundle checked(MimeBundle bundle) {
        Objects.requireNonNull(bundle, "no bundle");
        var data = new LinkedHashMap<String, Object>();
        bundle.data().forEach((name, form) -> {
            var type = name == null ? "" : name.replaceFirst("\\s*;.*", "").strip();
            if (MIME_TYPE.matcher(type).matches() && form != null) {
                data.put(type, proper(type, form));
            }
        });
        return new MimeBundle(data, metadata(bundle.metadata()));
    }

    private static Object proper(String type, Object form) {
        if (JSON.matcher(type).matches()) {
            return PlainJson.of(form);
        }
        return form instanceof byte[] && !type.startsWith("text/") ? form
            : form instanceof byte[] bytes ? new String(bytes, StandardCharsets.UTF_8)
            : String.valueOf(form);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> metadata(Map<String, Object> hints) {
        return (Map<String, Object>) PlainJson.of(hints);
    }
}
