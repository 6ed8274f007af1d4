package org.jolab.widgets;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jolab.api.UsageError;

/**
 * A widget that shows the bytes of a file.
 *
 * @param <S> the widget's own type
 */
public abstract class Media<S extends Media<S>> extends DomWidget<S> {

    Media(String model) {
        super(Model.of(model));
    }

    /** The bytes that it shows. */
    public byte[] value() {
        return ((byte[]) get("value")).clone();
    }

    /** Shows other bytes, of the same format. */
    public S value(byte[] value) {
        return set("value", value.clone());
    }

    /** Shows a file, whose format its name tells. */
    public S file(Path file) {
        var name = file.getFileName().toString();
        var format = name.substring(name.lastIndexOf('.') + 1).toLowerCase();
        try {
            var bytes = Files.readAllBytes(file);
            return together(_ -> set("format", format.equals("svg") ? "svg+xml" : format).set("value", bytes));
        } catch (IOException e) {
            throw new UsageError("The file " + file + " can't be read: " + e.getMessage() + ".", e);
        }
    }

    /** The format of the bytes, such as {@code png} or {@code mp4}. */
    public S format(String format) {
        return set("format", format);
    }

    @Override
    boolean isEchoed(String attribute) {
        return !attribute.equals("value");
    }
}
