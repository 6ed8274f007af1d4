package org.jolab.kernel.protocol;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jolab.api.MimeBundle;

/**
 * A value's forms as front ends accept them: types without parameters such as {@code ;charset}, bytes as base64, and
 * always {@code text/plain}.
 */
public record MimeJson(Map<String, Object> data, Map<String, Object> metadata) {

    /** The bundle as JSON; the values themselves are converted when they are written. */
    public static MimeJson of(MimeBundle bundle) {
        var data = new LinkedHashMap<String, Object>();
        bundle.data().forEach((type, value) -> data.put(bare(type), value));
        data.putIfAbsent("text/plain", "");
        var metadata = new LinkedHashMap<String, Object>();
        bundle.metadata().forEach((key, value) -> metadata.put(bare(key), value));
        return new MimeJson(data, metadata);
    }

    private static String bare(String type) {
        int parameters = type.indexOf(';');
        return parameters < 0 ? type : type.substring(0, parameters).strip();
    }
}
