package org.jolab.magics.git.history;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jolab.git.Listing;
import org.jolab.git.StyledText;

/** Files and their names as values. */
final class Files {

    private Files() {}

    /** Text if it is some, else bytes. */
    static Object content(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            return bytes;
        }
    }

    /** Names, shown one a line. */
    static Listing<String> lines(List<String> names) {
        var text = new StyledText();
        names.forEach(text::line);
        return new Listing<>(names, text);
    }
}
