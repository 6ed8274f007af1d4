package org.jolab.widgets;

import java.awt.image.RenderedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/** A picture. */
public final class Image extends Media<Image> {

    /** No picture yet. */
    public Image() {
        super("ImageModel");
    }

    /** The picture in a file. */
    public Image(Path file) {
        this();
        file(file);
    }

    /** A picture, as it is now. */
    public Image(RenderedImage image) {
        this();
        value(image);
    }

    /** Shows another picture. */
    public Image value(RenderedImage image) {
        var bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return together(_ -> format("png").set("value", bytes.toByteArray()));
    }

    /** The width, such as {@code 300} pixels; as wide as it is by default. */
    public Image width(int pixels) {
        return set("width", Integer.toString(pixels));
    }

    /** The height, in pixels. */
    public Image height(int pixels) {
        return set("height", Integer.toString(pixels));
    }
}
