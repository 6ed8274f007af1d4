package org.jolab.magics.drive.signin;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** A user of tests: opens links in a way of their own, and types what they were told to. Used by many threads. */
final class Somebody implements Prompt {

    /** All that they have seen: links, questions, outcomes. */
    final List<String> seen = new CopyOnWriteArrayList<>();
    final List<String> questions = new CopyOnWriteArrayList<>();
    final LinkedBlockingQueue<Optional<String>> typing = new LinkedBlockingQueue<>();
    volatile boolean isAttended = true;
    volatile int interrupts;

    private final BiConsumer<Somebody, URI> opens;

    private Somebody(BiConsumer<Somebody, URI> opens) {
        this.opens = opens;
    }

    static Somebody whoOpens(BiConsumer<Somebody, URI> opens) {
        return new Somebody(opens);
    }

    static Somebody whoDoesNothing() {
        return new Somebody((_, _) -> { });
    }

    static Somebody nobody() {
        var nobody = whoDoesNothing();
        nobody.isAttended = false;
        return nobody;
    }

    /** Opens links in a browser on this machine, which goes wherever it is sent. */
    static Somebody here() {
        return new Somebody((_, link) -> Pages.follow(link));
    }

    /** Opens links in a browser elsewhere, does something with where it ends, which 127.0.0.1 is not. */
    static Somebody elsewhere(BiConsumer<Somebody, URI> ending) {
        return new Somebody((self, link) -> ending.accept(self, Pages.next(link)));
    }

    void types(String line) {
        typing.add(Optional.of(line));
    }

    @Override
    public boolean isAttended() {
        return isAttended;
    }

    @Override
    public Shown show(String text, URI link, String code) {
        seen.add(text + " " + link + " " + code);
        Thread.ofPlatform().daemon().start(() -> opens.accept(this, link));
        Consumer<String> becomes = seen::add;
        return becomes::accept;
    }

    @Override
    public String ask(String question, boolean secret) throws InterruptedException {
        seen.add(question);
        questions.add(question);
        try {
            return typing.take().orElse(null);
        } catch (InterruptedException e) {
            interrupts++;
            throw e;
        }
    }
}
