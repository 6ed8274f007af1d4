package org.jolab.gpu.io;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jolab.gpu.DType;
import org.jolab.gpu.Tensor;

/**
 * How tables of numbers are written as text: {@code Csv.DEFAULT.withDelimiter(';').withColumns("x", "y").read(file)}.
 * Files are UTF-8; fields may be quoted as RFC 4180 says.
 *
 * @param delimiter what stands between fields; a space means any number of spaces and tabs
 * @param decimal what stands before fractions
 * @param comment what begins a comment, to the line's end; 0 if nothing does
 * @param header whether the first line has names; null if it has them when one of its fields is no number
 * @param missing what a field without a number says; becomes NaN. An empty field is always one
 * @param columns which columns to read, by name or by number from 0 on; all if it is empty
 * @param dtype type of the elements
 * @param digits significant digits to write; 0 for as many as tell each number from its neighbours
 * @see <a href="https://www.rfc-editor.org/rfc/rfc4180">RFC 4180</a>
 */
public record Csv(char delimiter, char decimal, char comment, Boolean header, Set<String> missing, List<Object> columns,
    DType dtype, int digits) {

    /** Commas, decimal points, comments behind #, names if the first line has some, F64. */
    public static final Csv DEFAULT = new Csv(',', '.', '#', null, Set.of("NA", "N/A", "NaN", "nan", "null", "NULL",
        "None", "?", "-"), List.of(), DType.F64, 0);

    /** The same with tabs. */
    public static final Csv TSV = DEFAULT.withDelimiter('\t');

    /** Copies the collections. */
    public Csv {
        missing = Set.copyOf(missing);
        columns = List.copyOf(columns);
        if (delimiter == decimal || delimiter == '"' || delimiter == '\n' || delimiter == '\r') {
            throw new IllegalArgumentException("csv: fields can't be delimited by '%s'".formatted(delimiter));
        }
        if (digits < 0 || digits > 17) {
            throw new IllegalArgumentException("csv: %d digits; 17 are most, 0 is as many as needed".formatted(digits));
        }
    }

    /** With another character between fields, such as {@code ';'}. */
    public Csv withDelimiter(char character) {
        return new Csv(character, decimal, comment, header, missing, columns, dtype, digits);
    }

    /** With another decimal point, such as {@code ','}. */
    public Csv withDecimal(char character) {
        return new Csv(delimiter, character, comment, header, missing, columns, dtype, digits);
    }

    /** With another beginning of comments; 0 for none. */
    public Csv withComment(char character) {
        return new Csv(delimiter, decimal, character, header, missing, columns, dtype, digits);
    }

    /** With or without names in the first line. */
    public Csv withHeader(boolean present) {
        return new Csv(delimiter, decimal, comment, present, missing, columns, dtype, digits);
    }

    /** With other words for missing numbers. */
    public Csv withMissing(String... words) {
        return new Csv(delimiter, decimal, comment, header, Set.of(words), columns, dtype, digits);
    }

    /** Only of some columns, by their names in the first line. */
    public Csv withColumns(String... names) {
        return new Csv(delimiter, decimal, comment, header, missing, List.<Object>of((Object[]) names), dtype, digits);
    }

    /** Only of some columns, counted from 0. */
    public Csv withColumns(int... numbers) {
        return new Csv(delimiter, decimal, comment, header, missing,
            Arrays.stream(numbers).<Object>mapToObj(number -> number).toList(), dtype, digits);
    }

    /** With another type of elements. */
    public Csv withDtype(DType type) {
        return new Csv(delimiter, decimal, comment, header, missing, columns, type, digits);
    }

    /** With so many significant digits in what is written. */
    public Csv withDigits(int count) {
        return new Csv(delimiter, decimal, comment, header, missing, columns, dtype, count);
    }

    /**
     * Reads a table: a tensor of rows × columns.
     *
     * @throws FormatException if a field is no number or a row has too many or too few; names the line and the column
     */
    public Tensor read(Path file) throws IOException {
        try (var in = Files.newBufferedReader(file)) {
            return read(in, file.toString());
        } catch (java.nio.charset.CharacterCodingException e) {
            throw new FormatException(file.toString(), "is not UTF-8");
        }
    }

    /** Reads a table from text; {@code name} is what messages call it. */
    public Tensor read(BufferedReader in, String name) throws IOException {
        return new CsvReader(this, new CsvFields(this, in, name)).read();
    }

    /** Writes a tensor of at most two dimensions, one row a line; a vector is a column. */
    public void write(Path file, Tensor tensor, String... names) throws IOException {
        CsvWriter.write(this, file, tensor, List.of(names));
    }
}
