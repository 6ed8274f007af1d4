package org.jolab.magics.drive.signin;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

/** A browser of sorts. */
final class Pages {

    private Pages() {}

    /** Gets a page and goes where it sends one. */
    static HttpResponse<String> follow(URI link) {
        return get(link, HttpClient.Redirect.ALWAYS);
    }

    /** Where a page sends one. */
    static URI next(URI link) {
        var answer = get(link, HttpClient.Redirect.NEVER);
        return URI.create(answer.headers().firstValue("Location").orElseThrow());
    }

    static HttpResponse<String> get(URI link, HttpClient.Redirect redirect) {
        return send(HttpRequest.newBuilder(link).build(), redirect);
    }

    /** Where a page sends one that has filled its form. */
    static URI fill(URI page, String form) {
        var answer = send(HttpRequest.newBuilder(page).header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(form)).build(), HttpClient.Redirect.NEVER);
        return URI.create(answer.headers().firstValue("Location").orElseThrow());
    }

    private static HttpResponse<String> send(HttpRequest request, HttpClient.Redirect redirect) {
        try (var client = HttpClient.newBuilder().followRedirects(redirect).build()) {
            return client.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
