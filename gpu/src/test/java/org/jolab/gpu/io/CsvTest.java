package org.jolab.gpu.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jolab.gpu.DType;
import org.jolab.gpu.Tensor;
import org.jolab.gpu.Tensors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvTest {

    @TempDir
    Path folder;

    private static Tensor read(Csv format, String text) throws IOException {
        return format.read(new BufferedReader(new StringReader(text)), "table");
    }

    private static String refused(Csv format, String text) {
        return assertThrows(FormatException.class, () -> read(format, text)).getMessage();
    }

    @Test
    void tablesWithAndWithoutNamesAreRead() throws IOException {
        var expected = new double[][] {{1, -2.5}, {1e3, Double.POSITIVE_INFINITY}};
        for (var text : new String[] {"1,-2.5\n1e3,inf\n", "a,b\r\n1 , -2.5\r\n1000,Infinity",
            "\ufeffx,y\r1,-2.5\r1e3,inf",
            "# says who\n\na,\"b, \"\"c\"\"\n d\"\n1,\"-2.5\" # well\n  # no\n1.0E+3,+inf\n\n"}) {
            assertArrayEquals(expected, read(Csv.DEFAULT, text).toArray(double[][].class), text);
        }
        assertArrayEquals(expected, read(Csv.DEFAULT.withDelimiter(' '), " 1  -2.5\n1e3\t inf \n")
            .toArray(double[][].class));
        assertArrayEquals(expected, read(Csv.TSV, "1\t-2.5\n1e3\tinf").toArray(double[][].class));
        assertArrayEquals(expected, read(Csv.DEFAULT.withDelimiter(';').withDecimal(','), "1;-2,5\n1e3;inf")
            .toArray(double[][].class));
        assertArrayEquals(new int[] {0, 2}, read(Csv.DEFAULT, "a,b\n").shape());
        assertEquals(DType.F64, read(Csv.DEFAULT, "1").dtype());
    }

    @Test
    void missingNumbersBecomeNan() throws IOException {
        var x = read(Csv.DEFAULT, "a,b,c\n1,,NA\n?,null,2\n");
        assertArrayEquals(new double[] {1, Double.NaN, Double.NaN, Double.NaN, Double.NaN, 2}, x.toDoubleArray());
        assertEquals(Double.NaN, read(Csv.DEFAULT.withMissing("-999"), "1\n-999").at(1, 0));
        assertEquals("table: line 2: \"\" in column b is no integer of I32",
            refused(Csv.DEFAULT.withDtype(DType.I32), "a,b\n1,\n"));
    }

    @Test
    void columnsAreChosenByNameOrNumber() throws IOException {
        var text = "id,x,y\nanna,1,2\nben,3,4\n";
        assertArrayEquals(new double[][] {{2, 1}, {4, 3}}, read(Csv.DEFAULT.withColumns("y", "x"), text)
            .toArray(double[][].class));
        assertArrayEquals(new double[][] {{1}, {3}}, read(Csv.DEFAULT.withColumns(1), text).toArray(double[][].class));
        assertEquals("table: line 1: there is no column \"z\"; there are [id, x, y]",
            refused(Csv.DEFAULT.withColumns("z"), text));
        assertEquals("table: line 1: there is no column 3; there are [id, x, y]",
            refused(Csv.DEFAULT.withColumns(3), text));
    }

    @Test
    void integersKeepAllTheirDigits() throws IOException {
        var x = read(Csv.DEFAULT.withDtype(DType.I64), "9007199254740993\n-1");
        assertEquals(9007199254740993L, x.get(0, 0).itemLong());
        assertEquals("table: line 1: \"300\" in column 0 is no integer of U8",
            refused(Csv.DEFAULT.withDtype(DType.U8), "300"));
        assertArrayEquals(new boolean[] {true, false},
            read(Csv.DEFAULT.withDtype(DType.BOOL).withHeader(false), "true,0").toArray(boolean[][].class)[0]);
    }

    @Test
    void mistakesAreNamedWithTheirLine() throws IOException {
        assertEquals("table: line 3: 1 fields; the lines before have 2", refused(Csv.DEFAULT, "1,2\n3,4\n5\n"));
        assertEquals("table: line 4: \"x\" in column b is no number", refused(Csv.DEFAULT, "a,b\n\"1\",2\n#\n3,x"));
        assertEquals("table: line 1: a quoted field that does not end", refused(Csv.DEFAULT, "\"1,2\n3,4"));
        assertEquals("table: line 1: 'x' after a quoted field", refused(Csv.DEFAULT, "\"1\"x,2"));
        assertEquals("table: line 2: \"0x1p3\" in column 0 is no number", refused(Csv.DEFAULT, "1\n0x1p3"));
        assertEquals("table: line 2: \"1d\" in column 0 is no number", refused(Csv.DEFAULT, "1\n1d"));
        assertEquals("table: line 0: the file has no numbers", refused(Csv.DEFAULT, ""));
        var latin = Files.write(folder.resolve("x.csv"), "1,ä".getBytes(StandardCharsets.ISO_8859_1));
        assertEquals(latin + ": is not UTF-8",
            assertThrows(FormatException.class, () -> Tensors.load(latin)).getMessage());
        assertThrows(IllegalArgumentException.class, () -> Csv.DEFAULT.withDelimiter('.'));
    }

    @Test
    void whatIsWrittenIsReadAgain() throws IOException {
        var file = folder.resolve("x.csv");
        var x = Tensors.of(new double[][] {{0.1, 1e-300, Double.NaN}, {-1 / 3.0, 12345678.9, -1 / 0.0}});
        x.save(file);
        assertArrayEquals(x.toDoubleArray(), Tensors.load(file).toDoubleArray());
        Csv.DEFAULT.withDigits(3).withDelimiter(';').withDecimal(',').write(file, x, "a", "b;c", "d");
        assertEquals("a;\"b;c\";d\n0,100;1,00E-300;NaN\n-0,333;1,23E+7;-inf\n", Files.readString(file));
        Tensors.of(new float[] {0.1f, 2}).save(file);
        assertEquals("0.1\n2.0\n", Files.readString(file));
        Tensors.arange(4).reshape(2, 2).save(folder.resolve("x.tsv"));
        assertEquals("0\t1\n2\t3\n", Files.readString(folder.resolve("x.tsv")));
        var large = Tensors.rand(30_000, 5).to(DType.F64);
        large.save(file);
        assertArrayEquals(large.toDoubleArray(), Tensors.loadCsv(file).toDoubleArray());
    }
}
