package org.jolab.widgets;

import java.nio.file.Path;

/** A film; it plays at once and again and again by default. */
public final class Video extends Media<Video> {

    /** Nothing to play yet; the format is {@code mp4}. */
    public Video() {
        super("VideoModel");
    }

    /** What is in a file. */
    public Video(Path file) {
        this();
        file(file);
    }

    /** Whether it begins by itself. */
    public Video autoplay(boolean autoplay) {
        return set("autoplay", autoplay);
    }

    /** Whether it begins again at the end. */
    public Video loop(boolean loop) {
        return set("loop", loop);
    }

    /** Whether there are buttons to control it. */
    public Video controls(boolean controls) {
        return set("controls", controls);
    }
}
