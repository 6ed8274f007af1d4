package org.jolab.gpu;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import org.jolab.gpu.io.FormatException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PicturesTest {

    @TempDir
    Path folder;

    @Test
    void picturesBecomeTensorsAndTensorsPictures() throws IOException {
        for (var channels : new int[] {1, 3, 4}) {
            var x = Tensors.arange(5 * 7 * channels).remainder(251).to(DType.U8).reshape(5, 7, channels);
            var shape = channels == 1 ? new int[] {5, 7} : new int[] {5, 7, channels};
            var back = Tensors.of(x.toImage());
            assertEquals(DType.U8, back.dtype());
            assertArrayEquals(shape, back.shape());
            assertArrayEquals(x.toIntArray(), back.toIntArray(), channels + " channels");
            x.save(folder.resolve("x.png"));
            assertArrayEquals(x.toIntArray(), Tensors.load(folder.resolve("x.png")).toIntArray(), "in a file");
            x.asImage().scale(3);
        }
        var palette = new BufferedImage(2, 1, BufferedImage.TYPE_BYTE_INDEXED);
        palette.setRGB(1, 0, 0xffff0000);
        assertArrayEquals(new int[] {0, 0, 0, 255, 0, 0}, Tensors.of(palette).get("..., :3").toIntArray());
    }

    @Test
    void numbersBecomeBrightness() {
        var floats = Tensors.of(new float[][] {{0, 0.5f, 1, 2, -1, Float.NaN}}).toImage();
        assertArrayEquals(new int[] {0, 128, 255, 255, 0, 0}, row(floats, 6));
        var ints = Tensors.of(new int[][] {{-5, 100, 300}}).toImage();
        assertArrayEquals(new int[] {0, 100, 255}, row(ints, 3));
        var bools = Tensors.of(new boolean[][] {{true, false}}).toImage();
        assertArrayEquals(new int[] {255, 0}, row(bools, 2));
        assertThrows(ShapeException.class, () -> Tensors.zeros(3).toImage());
        assertThrows(ShapeException.class, () -> Tensors.zeros(3, 3, 2).toImage());
        assertThrows(ShapeException.class, () -> Tensors.zeros(0, 3).toImage());
    }

    private static int[] row(BufferedImage image, int width) {
        return image.getRaster().getSamples(0, 0, width, 1, 0, (int[]) null);
    }

    @Test
    void aNotebookShowsPicturesAndSeveralSideBySide() throws IOException {
        var shown = Tensors.ones(5, 4, 6, 3).asImage().toMimeBundle();
        assertEquals("Picture, 18 wide and 8 high", shown.data().get("text/plain"));
        var image = ImageIO.read(new ByteArrayInputStream((byte[]) shown.data().get("image/png")));
        assertEquals(0xffffffff, image.getRGB(11, 7));
        assertEquals(0xff000000, image.getRGB(12, 7), "the sixth place of five pictures is empty");
        assertEquals(36, Tensors.ones(2, 12).asImage().scale(3).image().getWidth());
        assertThrows(IllegalArgumentException.class, () -> Tensors.ones(2, 2).asImage().scale(0));
    }

    @Test
    void damagedPicturesAreRefused() throws IOException {
        Tensors.ones(30, 30, 3).save(folder.resolve("x.png"));
        var bytes = Files.readAllBytes(folder.resolve("x.png"));
        var file = Files.write(folder.resolve("y.png"), java.util.Arrays.copyOf(bytes, 60));
        assertThrows(FormatException.class, () -> Tensors.load(file));
        bytes[16] = 100;
        Files.write(file, bytes);
        assertTrue(assertThrows(FormatException.class, () -> Tensors.load(file)).getMessage().contains("pixels"));
        Files.writeString(file, "no picture at all");
        assertThrows(FormatException.class, () -> Tensors.load(file));
        assertThrows(IllegalArgumentException.class, () -> Tensors.ones(3, 3, 4).save(folder.resolve("x.jpg")));
    }

    /** Who uses no pictures does not pay for Java's desktop classes; and none of this needs ND4J. */
    @Test
    void tensorsLoadNoClassesOfPictures() throws IOException, InterruptedException {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var modules = "java.base,java.logging,java.management,jdk.management";
        var process = new ProcessBuilder(java, "--limit-modules", modules, "-cp",
            System.getProperty("java.class.path"), Computing.class.getName()).redirectErrorStream(true).start();
        var said = new String(process.getInputStream().readAllBytes());
        assertTrue(process.waitFor(60, TimeUnit.SECONDS));
        assertTrue(said.endsWith("6.0\n"), said);
    }

    /** A program without pictures. */
    public static final class Computing {

        private Computing() {
        }

        /** Prints 6. */
        public static void main(String[] arguments) {
            System.out.print(Tensors.of(new float[] {1, 2, 3}).sum().item() + "\n");
        }
    }
}
