package org.jolab.api;

import java.util.Locale;

/** How a bar looks: its title, how many are done of how many, after how many seconds, and whether they are bytes. */
record ProgressLook(String title, long done, long total, double seconds, boolean isOfBytes) {

    private static final int CELLS = 24;
    private static final String EIGHTHS = " ▏▎▍▌▋▊▉";

    MimeBundle toMimeBundle() {
        return MimeBundle.text(text()).with("text/html", html());
    }

    ProgressPainter.State state() {
        return new ProgressPainter.State(title, total < 0 ? Double.NaN : share(),
            (total < 0 ? "" : percent().strip() + "  ") + count() + "  " + facts());
    }

    private String text() {
        var name = title.isEmpty() ? "" : title + "  ";
        return name + (total < 0 ? "" : percent() + " " + bar() + " ") + count() + "  " + facts();
    }

    private double share() {
        return total == 0 ? 1 : Math.clamp(done / (double) total, 0, 1);
    }

    private String percent() {
        // Never 100 % before the end.
        return String.format(Locale.ROOT, "%3d%%", (int) Math.floor(share() * 100));
    }

    private String bar() {
        var eighths = (int) (share() * CELLS * 8);
        var full = eighths / 8;
        var part = eighths % 8 == 0 ? "" : EIGHTHS.substring(eighths % 8, eighths % 8 + 1);
        return "▕" + "█".repeat(full) + part + " ".repeat(CELLS - full - part.length()) + "▏";
    }

    private String count() {
        if (isOfBytes) {
            return Amount.of(done) + (total < 0 ? "" : " of " + Amount.of(total));
        }
        return total < 0 ? String.format(Locale.ROOT, "%,d", done) : String.format(Locale.ROOT, "%,d/%,d", done, total);
    }

    /** Time gone, time left, and speed, as far as they can be known. */
    private String facts() {
        var gone = time(seconds);
        if (done <= 0 || seconds <= 0) {
            return gone;
        }
        var rate = done / seconds;
        return gone + (total > done ? ", " + time((total - done) / rate) + " left" : "") + ", " + rate(rate);
    }

    private static String time(double seconds) {
        if (seconds < 60) {
            return String.format(Locale.ROOT, "%.1f s", seconds);
        }
        var whole = Math.round(seconds);
        return whole < 3600 ? String.format(Locale.ROOT, "%d:%02d min", whole / 60, whole % 60)
            : String.format(Locale.ROOT, "%d:%02d h", whole / 3600, whole / 60 % 60);
    }

    private String rate(double rate) {
        if (isOfBytes) {
            return Amount.of(Math.round(rate)) + "/s";
        }
        return rate >= 10 ? String.format(Locale.ROOT, "%,.0f/s", rate)
            : rate >= 0.1 ? String.format(Locale.ROOT, "%.2f/s", rate) : time(1 / rate) + " each";
    }

    private String html() {
        var percent = percent().strip();
        var bar = "<div role=\"progressbar\" aria-valuemin=\"0\" aria-valuemax=\"100\" aria-valuenow=\""
            + percent.replace("%", "") + "\" style=\"flex:none;width:16em;height:.7em;border-radius:.35em;"
            + "overflow:hidden;background:var(--jp-layout-color3, color-mix(in srgb, currentColor 20%, transparent))\">"
            + "<div style=\"width:" + String.format(Locale.ROOT, "%.1f", share() * 100)
            + "%;height:100%;background:var(--jp-brand-color1, currentColor)\"></div></div><span>" + percent
            + "</span>";
        return "<div dir=\"ltr\" style=\"display:flex;align-items:center;gap:.1em .7em;flex-wrap:wrap;"
            + "font-variant-numeric:tabular-nums\">" + (title.isEmpty() ? "" : "<span>" + escaped(title) + "</span>")
            + (total < 0 ? "" : bar) + "<span>" + count() + "</span><span style=\"opacity:.7\">" + facts()
            + "</span></div>";
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
