package org.jolab.kernel.display;

import java.awt.Graphics2D;
import java.awt.Image;
import java.awt.image.BufferedImage;
import java.awt.image.PixelGrabber;
import java.awt.image.RenderedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Consumer;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.jolab.api.MimeBundle;
import org.jolab.api.Picture;

/** Images of {@code java.awt} as PNG, without a display; apart, so that AWT is loaded for them only. */
final class Pictures {

    /** More than any screen has; a picture with more is thinned out. */
    private static final int PIXELS = 8_000_000;
    private static final int THUMBNAIL = 240;
    private static final int THUMBNAILS = 24;

    private Pictures() {}

    static MimeBundle of(Object value) throws Exception {
        var image = asImage(value);
        var thin = thinned(image, PIXELS);
        var name = Types.name(value.getClass()) + ", " + image.getWidth() + " × " + image.getHeight();
        return new Picture("image/png", png(thin), thin.getWidth(), thin.getHeight()).toMimeBundle()
            .with("text/plain", thin == image ? name
                : name + ", shown as " + thin.getWidth() + " × " + thin.getHeight());
    }

    /** What {@code paint} draws, with four times as many pixels as it says, for dense screens. */
    static MimeBundle painted(String name, int width, int height, Consumer<Graphics2D> paint) throws IOException {
        var scale = (long) width * height * 4 <= PIXELS ? 2 : 1;
        var image = new BufferedImage(width * scale, height * scale, BufferedImage.TYPE_INT_ARGB);
        var graphics = image.createGraphics();
        try {
            graphics.scale(scale, scale);
            paint.accept(graphics);
        } finally {
            graphics.dispose();
        }
        return new Picture("image/png", png(image), width, height).toMimeBundle()
            .with("text/plain", name + ", " + width + " × " + height);
    }

    /** Several images side by side; empty if something else is among them. */
    static Optional<String> gallery(Shown shown) throws Exception {
        var out = new StringBuilder("<div style=\"display:flex;flex-wrap:wrap;gap:6px;align-items:flex-end\">");
        var count = 0;
        for (var item : (Iterable<Object>) shown.all()::iterator) {
            if (count++ == THUMBNAILS) {
                break;
            }
            var image = thinned(asImage(item), THUMBNAIL * THUMBNAIL * 4);
            out.append("<img style=\"max-width:").append(THUMBNAIL).append("px;max-height:").append(THUMBNAIL)
                .append("px\" alt=\"\" src=\"data:image/png;base64,")
                .append(Base64.getEncoder().encodeToString(png(image))).append("\">");
        }
        var hidden = shown.size() - Math.min(count, THUMBNAILS);
        return count == 0 ? Optional.empty()
            : Optional.of(out + (hidden > 0 ? Html.caption(Cut.more(hidden, "image")) : "") + "</div>");
    }

    private static RenderedImage asImage(Object value) throws InterruptedException {
        if (value instanceof RenderedImage image) {
            return image;
        }
        var grabber = new PixelGrabber((Image) value, 0, 0, -1, -1, true);
        if (!grabber.grabPixels(2000) || !(grabber.getPixels() instanceof int[] pixels)) {
            throw new IllegalStateException("the image can't be loaded");
        }
        var image = new BufferedImage(grabber.getWidth(), grabber.getHeight(), BufferedImage.TYPE_INT_ARGB);
        image.setRGB(0, 0, image.getWidth(), image.getHeight(), pixels, 0, image.getWidth());
        return image;
    }

    /** Every n-th pixel of a picture that has too many; no Graphics2D, which may ask for a display. */
    private static RenderedImage thinned(RenderedImage image, int pixels) {
        var count = (long) image.getWidth() * image.getHeight();
        if (count <= pixels) {
            return image;
        }
        if (!(image instanceof BufferedImage all)) {
            throw new IllegalStateException("too large to be shown");
        }
        var step = (int) Math.ceil(Math.sqrt(count / (double) pixels));
        var thin = new BufferedImage(Math.max(1, all.getWidth() / step), Math.max(1, all.getHeight() / step),
            BufferedImage.TYPE_INT_ARGB);
        for (var y = 0; y < thin.getHeight(); y++) {
            for (var x = 0; x < thin.getWidth(); x++) {
                thin.setRGB(x, y, all.getRGB(x * step, y * step));
            }
        }
        return thin;
    }

    private static byte[] png(RenderedImage image) throws IOException {
        var bytes = new ByteArrayOutputStream();
        // Not by way of a file, which ImageIO would make otherwise.
        try (var out = new MemoryCacheImageOutputStream(bytes)) {
            if (!ImageIO.write(image, "png", out)) {
                throw new IOException("no PNG for images of this kind");
            }
        }
        return bytes.toByteArray();
    }
}
