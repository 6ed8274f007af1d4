package org.jolab.plot;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.jolab.plot.Column.Kind;
import org.jolab.plot.Layer.Mark;

/**
 * Where the values of an axis lie in a picture, in its units.
 *
 * @param categories what stands side by side; null on an axis of numbers or moments
 * @param time whether the numbers are milliseconds of moments
 * @param log whether equal factors are equally long
 * @param low the least number, or its logarithm
 * @param high the greatest number, or its logarithm
 * @param from where the axis begins
 * @param to where it ends
 */
record Axis(List<String> categories, boolean time, boolean log, double low, double high, double from, double to) {

    private static final int FEW = 30;
    private static final int TICKS = 6;
    private static final int MOST_LABELS = 30;
    /** What is beyond it does not fit on an axis, whose length would overflow. */
    private static final double HUGE = 1e300;

    /** A place with a label. */
    record Tick(double at, String label) {}

    static Axis across(List<Layer> layers, Settings settings, double from, double to) {
        return of("x", layers, settings, new double[] {from, to});
    }

    static Axis up(List<Layer> layers, Settings settings, double from, double to) {
        return of("y", layers, settings, new double[] {from, to});
    }

    private static Axis of(String name, List<Layer> layers, Settings settings, double[] place) {
        var columns = layers.stream().map(layer -> name.equals("x") ? layer.x() : layer.y()).toList();
        if (isDiscrete(name, layers, columns)) {
            var categories = new LinkedHashSet<String>();
            columns.forEach(column -> {
                for (var i = 0; i < column.size(); i++) {
                    categories.add(category(column, i));
                }
            });
            return new Axis(List.copyOf(categories), false, false, 0, categories.size(), place[0], place[1]);
        }
        var log = settings.isLog(name);
        var numbers = layers.stream().flatMapToDouble(layer -> Arrays.stream(numbers(name, layer)))
            .filter(number -> Double.isFinite(number) && (!log || number > 0)).summaryStatistics();
        var isTime = columns.stream().anyMatch(column -> column.kind() == Kind.TIME);
        var low = numbers.getCount() == 0 ? log ? 1 : 0 : Math.clamp(numbers.getMin(), -HUGE, HUGE);
        var high = numbers.getCount() == 0 ? log ? 10 : 1 : Math.clamp(numbers.getMax(), -HUGE, HUGE);
        if (low == high && !log) {
            var half = isTime ? 43_200_000 : low == 0 ? 1 : Math.abs(low) / 2;
            low -= half;
            high += half;
        }
        if (settings.scales().getOrDefault(name, Map.of()).get("domain") instanceof List<?> asked) {
            low = ((Number) asked.getFirst()).doubleValue();
            high = ((Number) asked.getLast()).doubleValue();
            return new Axis(null, isTime, log, log ? Math.log10(low) : low, log ? Math.log10(high) : high, place[0],
                place[1]);
        }
        if (log) {
            return new Axis(null, false, true, Math.floor(Math.log10(low)),
                Math.max(Math.ceil(Math.log10(high)), Math.floor(Math.log10(low)) + 1), place[0], place[1]);
        }
        var step = isTime ? 0 : Ticks.nice((high - low) / TICKS);
        return isTime ? new Axis(null, true, false, low, high, place[0], place[1]) : new Axis(null, false, false,
            Math.floor(low / step) * step, Math.ceil(high / step) * step, place[0], place[1]);
    }

    private static boolean isDiscrete(String name, List<Layer> layers, List<Column> columns) {
        var bars = layers.stream().filter(layer -> layer.mark() == Mark.BAR).toList();
        return columns.stream().anyMatch(column -> column.kind() == Kind.CATEGORY)
            || layers.stream().anyMatch(layer -> layer.mark() == Mark.HEATMAP)
            || name.equals("x") && (bars.size() > 1 || layers.stream().anyMatch(layer -> layer.mark() == Mark.BOX)
                || bars.stream().anyMatch(layer -> layer.x().kind() == Kind.NUMBER && layer.size() <= FEW));
    }

    /** The numbers that an axis has to have room for: bars and areas stand on 0. */
    private static double[] numbers(String name, Layer layer) {
        var column = name.equals("x") ? layer.x() : layer.y();
        var more = switch (layer.mark()) {
            case HISTOGRAM -> name.equals("x") ? layer.look().x2().numbers() : new double[] {0};
            case AREA, BAR -> name.equals("y") ? new double[] {0} : new double[0];
            default -> new double[0];
        };
        var all = Arrays.copyOf(column.numbers(), column.size() + more.length);
        System.arraycopy(more, 0, all, column.size(), more.length);
        return all;
    }

    static String category(Column column, int index) {
        return column.kind() == Kind.CATEGORY ? String.valueOf(column.texts()[index])
            : column.kind() == Kind.TIME ? moment(column.numbers()[index]) : Ticks.text(column.numbers()[index]);
    }

    /** Where a value lies, in the middle of its category if it is one; NaN where the axis has no place for it. */
    double place(Column column, int index) {
        return categories == null ? place(column.numbers()[index]) : middle(category(column, index));
    }

    /** Where a number lies. */
    double place(double number) {
        var share = ((log ? Math.log10(number) : number) - low) / (high - low);
        return Double.isFinite(share) ? from + share * (to - from) : Double.NaN;
    }

    /** The middle of a category. */
    double middle(String category) {
        return from + (categories.indexOf(category) + 0.5) * (to - from) / categories.size();
    }

    /** How wide a category is; 0 on other axes. */
    double band() {
        return categories == null ? 0 : Math.abs(to - from) / Math.max(1, categories.size());
    }

    /** Where bars stand: at 0, or at the axis' end if that is not on it. */
    double base() {
        return log ? from : place(Math.clamp(0, Math.min(low, high), Math.max(low, high)));
    }

    List<Tick> ticks() {
        var ticks = new ArrayList<Tick>();
        if (categories != null) {
            var each = Math.ceilDiv(categories.size(), MOST_LABELS);
            for (var i = 0; i < categories.size(); i += each) {
                ticks.add(new Tick(middle(categories.get(i)), categories.get(i)));
            }
        } else if (log) {
            var step = Math.max(1, (int) Math.ceil((high - low) / TICKS));
            for (var power = (int) Math.ceil(low); power <= high; power += step) {
                ticks.add(new Tick(place(Math.pow(10, power)),
                    Math.abs(power) > 6 ? "1e" + power : Ticks.text(Math.pow(10, power))));
            }
        } else if (time) {
            return moments();
        } else {
            var step = Ticks.nice((high - low) / TICKS);
            for (var i = Math.ceil(low / step - 1e-9); i * step <= high + step * 1e-9; i++) {
                // Rounded, as 3 * 0.1 is not 0.3.
                ticks.add(new Tick(place(i * step), Ticks.text(Math.rint(i * step / step * 1e9) / 1e9 * step)));
            }
        }
        return ticks;
    }

    /** Round moments: of years, months, days, hours, minutes, seconds or parts of them. */
    private List<Tick> moments() {
        var ticks = new ArrayList<Tick>();
        var wanted = (high - low) / TICKS;
        var start = LocalDateTime.ofInstant(Instant.ofEpochMilli((long) low), ZoneOffset.UTC);
        var month = 30.44 * 86_400_000;
        if (wanted > 0.7 * month) {
            var months = wanted > 8 * month ? 12 * (int) Math.max(1, Ticks.nice(wanted / (12 * month)))
                : wanted > 2 * month ? 6 : wanted > month ? 3 : 1;
            var at = start.truncatedTo(ChronoUnit.DAYS).withDayOfMonth(1);
            at = months >= 12 ? at.withMonth(1) : at;
            for (; milliseconds(at) <= high; at = at.plusMonths(months)) {
                if (milliseconds(at) >= low) {
                    ticks.add(new Tick(place(milliseconds(at)), months >= 12 ? Integer.toString(at.getYear())
                        : at.toLocalDate().toString().substring(0, 7)));
                }
            }
            return ticks;
        }
        var steps = new long[] {1, 10, 100, 1000, 5000, 15_000, 60_000, 300_000, 900_000, 3_600_000, 10_800_000,
            21_600_000, 43_200_000, 86_400_000, 172_800_000, 604_800_000, 1_209_600_000};
        var step = Arrays.stream(steps).filter(each -> each >= wanted).findFirst().orElse(steps[steps.length - 1]);
        for (var at = Math.ceil(low / step) * step; at <= high; at += step) {
            ticks.add(new Tick(place(at), step >= 86_400_000 ? moment(at)
                : step >= 60_000 ? clock(at).substring(0, 5) : clock(at)));
        }
        return ticks;
    }

    private static String clock(double at) {
        var text = LocalDateTime.ofInstant(Instant.ofEpochMilli((long) at), ZoneOffset.UTC).toLocalTime().toString();
        return text.length() == 5 ? text + ":00" : text;
    }

    private static double milliseconds(LocalDateTime moment) {
        return moment.toInstant(ZoneOffset.UTC).toEpochMilli();
    }

    private static String moment(double milliseconds) {
        if (!Double.isFinite(milliseconds)) {
            return "";
        }
        var moment = LocalDateTime.ofInstant(Instant.ofEpochMilli((long) milliseconds), ZoneOffset.UTC);
        return moment.toLocalTime().toSecondOfDay() == 0 ? moment.toLocalDate().toString() : moment.toString();
    }
}
