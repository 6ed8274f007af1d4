package org.jolab.widgets;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.LinkedHashMap;
import java.util.Map;

/** Dates and times as widgets have them: maps of numbers, with months that begin at 0. */
final class Moments {

    private static final long NANOS = 1_000_000;

    private Moments() {}

    static Map<String, Object> of(LocalDate date) {
        var map = new LinkedHashMap<String, Object>();
        map.put("year", date.getYear());
        map.put("month", date.getMonthValue() - 1);
        map.put("date", date.getDayOfMonth());
        return map;
    }

    static Map<String, Object> of(LocalTime time) {
        var map = new LinkedHashMap<String, Object>();
        map.put("hours", time.getHour());
        map.put("minutes", time.getMinute());
        map.put("seconds", time.getSecond());
        map.put("milliseconds", time.getNano() / NANOS);
        return map;
    }

    static Map<String, Object> of(LocalDateTime moment) {
        var map = of(moment.toLocalDate());
        map.putAll(of(moment.toLocalTime()));
        return map;
    }

    /** The date; null if it is none that Java knows. */
    static LocalDate date(Object held) {
        try {
            return held instanceof Map<?, ?> map
                ? LocalDate.of(number(map, "year"), number(map, "month") + 1, number(map, "date")) : null;
        } catch (DateTimeException e) {
            return null;
        }
    }

    static LocalTime time(Object held) {
        try {
            return held instanceof Map<?, ?> map
                ? LocalTime.of(number(map, "hours"), number(map, "minutes"), number(map, "seconds"),
                    (int) (number(map, "milliseconds") * NANOS)) : null;
        } catch (DateTimeException e) {
            return null;
        }
    }

    static LocalDateTime moment(Object held) {
        var date = date(held);
        var time = time(held);
        return date == null || time == null ? null : date.atTime(time);
    }

    private static int number(Map<?, ?> map, String key) {
        return map.get(key) instanceof Number number ? number.intValue() : 0;
    }
}
