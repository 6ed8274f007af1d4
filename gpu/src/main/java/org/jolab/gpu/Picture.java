package org.jolab.gpu;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;
import org.jolab.api.Displayable;
import org.jolab.api.MimeBundle;

/**
 * A picture as a notebook shows it.
 *
 * @param image the picture itself
 */
public record Picture(BufferedImage image) implements Displayable {

    /** Each pixel {@code times} as wide and as high. */
    public Picture scale(int times) {
        if (times < 1 || (long) image.getWidth() * image.getHeight() * times * times > 1 << 28) {
            throw new IllegalArgumentException("scale: %d times %d×%d is no picture".formatted(times,
                image.getWidth(), image.getHeight()));
        }
        var large = new BufferedImage(image.getWidth() * times, image.getHeight() * times, image.getType());
        for (var y = 0; y < large.getHeight(); y++) {
            for (var x = 0; x < large.getWidth(); x++) {
                large.getRaster().setDataElements(x, y, image.getRaster().getDataElements(x / times, y / times, null));
            }
        }
        return new Picture(large);
    }

    @Override
    public MimeBundle toMimeBundle() {
        var png = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", png);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return MimeBundle.text(toString()).with("image/png", png.toByteArray());
    }

    @Override
    public String toString() {
        return "Picture, %d wide and %d high".formatted(image.getWidth(), image.getHeight());
    }
}
