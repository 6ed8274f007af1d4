package org.jolab.kernel.display;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.lang.reflect.Proxy;
import java.net.URL;
import java.net.URLClassLoader;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.Types;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import javax.sql.rowset.CachedRowSet;
import javax.sql.rowset.RowSetMetaDataImpl;
import javax.sql.rowset.RowSetProvider;
import org.jolab.api.Picture;
import org.junit.jupiter.api.Test;
import org.knowm.xchart.XYChartBuilder;

class KnownByNameTest {

    private final Renderers renderers = new Renderers(Limits.SCREEN);

    private String text(Object value) {
        return (String) renderers.render(value).data().get("text/plain");
    }

    @Test
    void anImageIsAPngOfItsSize() throws Exception {
        for (var type : new int[] {BufferedImage.TYPE_INT_RGB, BufferedImage.TYPE_BYTE_GRAY,
            BufferedImage.TYPE_BYTE_BINARY, BufferedImage.TYPE_4BYTE_ABGR_PRE, BufferedImage.TYPE_USHORT_565_RGB}) {
            var image = new BufferedImage(30, 20, type);
            image.setRGB(3, 4, 0xffffffff);
            var bundle = renderers.render(image);
            assertEquals("BufferedImage, 30 × 20", bundle.data().get("text/plain"));
            assertEquals(Map.of("width", 30, "height", 20), bundle.metadata().get("image/png"));
            assertFalse(bundle.data().containsKey("text/html"), "front ends prefer HTML to pictures");
            var read = ImageIO.read(new ByteArrayInputStream((byte[]) bundle.data().get("image/png")));
            assertEquals(0xffffff, read.getRGB(3, 4) & 0xffffff);
        }
    }

    @Test
    void aHugeImageIsThinnedOut() {
        var bundle = renderers.render(new BufferedImage(10_000, 4_000, BufferedImage.TYPE_BYTE_GRAY));
        var picture = Picture.of((byte[]) bundle.data().get("image/png")).orElseThrow();
        assertTrue(picture.width() * picture.height() <= 8_000_000, picture.toString());
        assertTrue(text(new BufferedImage(1, 1, 1)).contains("1 × 1"));
    }

    @Test
    void imagesSideBySideAreAGallery() {
        var images = List.of(new BufferedImage(8, 8, 1), new BufferedImage(900, 900, 1));
        var bundle = renderers.render(images);
        assertEquals(2, ((String) bundle.data().get("text/html")).split("data:image/png;base64,").length - 1);
        assertEquals("BufferedImage[] of 2 images", text(images.toArray(BufferedImage[]::new)));
    }

    @Test
    void anXChartIsAPicture() {
        var chart = new XYChartBuilder().width(300).height(200).title("Squares").build();
        chart.addSeries("x²", new double[] {1, 2, 3}, new double[] {1, 4, 9});
        var bundle = renderers.render(chart);
        var bytes = assertInstanceOf(byte[].class, bundle.data().get("image/png"), bundle.toString());
        assertEquals(600, Picture.of(bytes).orElseThrow().width());
        assertEquals(Map.of("width", 300, "height", 200), bundle.metadata().get("image/png"));
        assertEquals("XYChart \"Squares\", 300 × 200", bundle.data().get("text/plain"));
    }

    @Test
    void aBrokenChartSaysWhatIsWrong() {
        var text = text(new XYChartBuilder().width(0).height(0).build());
        assertTrue(text.startsWith("XYChart ‹drawing threw "), text);
    }

    @Test
    void aJsonTreeOfAnyLoaderIsATree() throws Exception {
        var jars = List.of(ObjectMapper.class, JsonFactory.class,
            JsonProperty.class).stream()
            .map(type -> type.getProtectionDomain().getCodeSource().getLocation()).toArray(URL[]::new);
        try (var loader = new URLClassLoader(jars, ClassLoader.getPlatformClassLoader())) {
            var mapper = loader.loadClass(ObjectMapper.class.getName());
            assertNotSame(ObjectMapper.class, mapper);
            var tree = mapper.getMethod("readTree", String.class)
                .invoke(mapper.getConstructor().newInstance(), "{\"a\": [1, null, {\"b\": \"x\"}]}");
            var bundle = renderers.render(tree);
            var json = assertInstanceOf(Map.class, bundle.data().get("application/json"));
            assertEquals("{a=[1, null, {b=x}]}", json.toString());
            assertTrue(((String) bundle.data().get("text/plain")).startsWith("{\n  \"a\" : [ 1, null"));
        }
    }

    private static CachedRowSet rows(int count) throws Exception {
        var rows = RowSetProvider.newFactory().createCachedRowSet();
        var about = new RowSetMetaDataImpl();
        about.setColumnCount(2);
        about.setColumnName(1, "id");
        about.setColumnLabel(1, "id");
        about.setColumnType(1, Types.INTEGER);
        about.setColumnName(2, "name");
        about.setColumnLabel(2, "name");
        about.setColumnType(2, Types.VARCHAR);
        rows.setMetaData(about);
        for (var i = count; i > 0; i--) {
            rows.moveToInsertRow();
            rows.updateInt(1, i);
            rows.updateString(2, "row " + i);
            rows.insertRow();
            rows.moveToCurrentRow();
        }
        rows.beforeFirst();
        return rows;
    }

    @Test
    void aResultSetIsATableAndKeepsItsPlace() throws Exception {
        var rows = rows(3);
        rows.next();
        rows.next();
        var row = rows.getRow();
        assertEquals("""
            id  name
            ──  ─────
             1  row 1
             2  row 2
             3  row 3""", text(rows));
        assertEquals(row, rows.getRow());
        rows.beforeFirst();
        text(rows);
        assertTrue(rows.isBeforeFirst());
        rows.afterLast();
        text(rows);
        assertTrue(rows.isAfterLast());
        assertTrue(text(rows(100)).contains("… more rows …"));
    }

    @Test
    void aResultSetThatCanBeReadOnceIsNotRead() {
        var about = (ResultSetMetaData) Proxy.newProxyInstance(getClass().getClassLoader(),
            new Class<?>[] {ResultSetMetaData.class}, (_, method, _) -> switch (method.getName()) {
                case "getColumnCount", "getColumnType" -> 1;
                case "getColumnLabel" -> "id";
                default -> throw new UnsupportedOperationException(method.getName());
            });
        var result = (ResultSet) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {ResultSet.class},
            (_, method, _) -> switch (method.getName()) {
                case "isClosed" -> false;
                case "getMetaData" -> about;
                case "getType" -> ResultSet.TYPE_FORWARD_ONLY;
                default -> throw new UnsupportedOperationException(method.getName());
            });
        assertTrue(text(result).startsWith("ResultSet of id\nIts rows can be read only once"), text(result));
    }
}
