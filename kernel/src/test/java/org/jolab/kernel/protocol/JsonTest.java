package org.jolab.kernel.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jolab.api.UsageError;
import org.jolab.kernel.wire.MalformedMessage;
import org.junit.jupiter.api.Test;

/** JSON that every client can read. */
class JsonTest {

    private static String written(Object value) {
        return new String(Json.write(value), StandardCharsets.UTF_8);
    }

    @Test
    void whatIsWrittenIsReadAgain() throws Exception {
        var random = new Random(42);
        for (int i = 0; i < 3000; i++) {
            var value = value(random, 4);
            assertEquals(value, Json.read(Json.write(value)));
        }
    }

    private static Object value(Random random, int depth) {
        return switch (random.nextInt(depth > 0 ? 8 : 6)) {
            case 0 -> null;
            case 1 -> random.nextBoolean();
            case 2 -> random.nextInt();
            case 3 -> random.nextDouble() * 1e9;
            case 4 -> 1L << 40 | random.nextInt(1000);
            case 5 -> text(random);
            case 6 -> {
                var list = new ArrayList<Object>();
                for (int n = random.nextInt(4); n > 0; n--) {
                    list.add(value(random, depth - 1));
                }
                yield list;
            }
            default -> {
                var map = new LinkedHashMap<String, Object>();
                for (int n = random.nextInt(4); n > 0; n--) {
                    map.put(text(random), value(random, depth - 1));
                }
                yield map;
            }
        };
    }

    private static String text(Random random) {
        var text = new StringBuilder();
        for (int n = random.nextInt(10); n > 0; n--) {
            int c = random.nextInt(0x11000);
            text.appendCodePoint(Character.isSurrogate((char) c) && c < 0x10000 ? 'x' : c);
        }
        return text.toString();
    }

    @Test
    void halfSurrogatesBecomeReplacementsAndWholeOnesStay() {
        var random = new Random(43);
        char[] alphabet = {'a', '\ud83d', '\ude00', 'é'};
        for (int i = 0; i < 3000; i++) {
            var text = new StringBuilder();
            for (int n = random.nextInt(8); n > 0; n--) {
                text.append(alphabet[random.nextInt(alphabet.length)]);
            }
            var expected = text.toString().replaceAll("\ud83d\ude00", "\u0001")
                .replaceAll("[\ud800-\udfff]", "\ufffd").replace("\u0001", "\ud83d\ude00");
            assertEquals(expected, Json.wellFormed(text.toString()));
        }
    }

    @Test
    void numbersThatJsonLacksBecomeNullAndOthersKeepTheirValue() {
        assertEquals("[null,null,null,0.1,1e+400,18446744073709551616]", written(List.of(Double.NaN,
            Float.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, 0.1, new BigDecimal("1E+400"),
            BigInteger.TWO.pow(64))).replace("E+", "e+"));
    }

    @Test
    void arraysBytesAndStrangersHaveAForm() {
        assertEquals("[[1,2],[true],\"AQI=\",\"PT1S\"]", written(new Object[] {new int[] {1, 2},
            new Boolean[] {true}, new byte[] {1, 2}, Duration.ofSeconds(1)}));
    }

    @Test
    void aValueThatContainsItselfIsTheUsersMistake() {
        var list = new ArrayList<Object>();
        list.add(list);
        assertThrows(UsageError.class, () -> Json.write(list));
    }

    @Test
    void brokenTextsAreMalformed() {
        for (var text : List.of("", " ", "{", "[1,]", "{\"a\":NaN}", "1 2", "nul", "[".repeat(100_000), "\"\\x\"")) {
            assertThrows(MalformedMessage.class, () -> Json.read(text.getBytes(StandardCharsets.UTF_8)), text);
        }
        assertThrows(MalformedMessage.class, () -> Json.read(new byte[] {'"', (byte) 0xC3, '"'}));
        assertThrows(MalformedMessage.class, () -> Json.readObject("[]".getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void randomBytesAreReadOrMalformedAndNothingElse() {
        var random = new Random(44);
        for (int i = 0; i < 20_000; i++) {
            var bytes = Json.write(Map.of("a", List.of(1, "b", Map.of())));
            for (int n = random.nextInt(4); n >= 0; n--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            try {
                Json.read(bytes);
            } catch (MalformedMessage e) {
                assertEquals("broken JSON", e.getMessage().contains("more than one") ? "broken JSON" : e.getMessage());
            }
        }
    }

    @Test
    void cursorsGoBothWaysAndAreClamped() {
        var random = new Random(45);
        for (int i = 0; i < 3000; i++) {
            var text = text(random);
            int points = text.codePointCount(0, text.length());
            int position = random.nextInt(points + 1);
            int index = CodePoints.toIndex(text, position);
            assertEquals(position, CodePoints.fromIndex(text, index));
            assertEquals(text.length(), CodePoints.toIndex(text, points + 1 + random.nextInt(100)));
            assertEquals(0, CodePoints.toIndex(text, -1 - random.nextInt(100)));
            assertEquals(points, CodePoints.fromIndex(text, text.length() + random.nextInt(100)));
        }
    }
}
