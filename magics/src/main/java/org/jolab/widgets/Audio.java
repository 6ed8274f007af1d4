package org.jolab.widgets;

import java.nio.file.Path;

/** A sound; it plays at once and again and again by default. */
public final class Audio extends Media<Audio> {

    /** Nothing to play yet; the format is {@code mp3}. */
    public Audio() {
        super("AudioModel");
    }

    /** What is in a file. */
    public Audio(Path file) {
        this();
        file(file);
    }

    /** Whether it begins by itself. */
    public Audio autoplay(boolean autoplay) {
        return set("autoplay", autoplay);
    }

    /** Whether it begins again at the end. */
    public Audio loop(boolean loop) {
        return set("loop", loop);
    }

    /** Whether there are buttons to control it. */
    public Audio controls(boolean controls) {
        return set("controls", controls);
    }
}
