package org.jolab.magics.drive.store;

import static org.jolab.magics.drive.store.StoreException.Kind.NOT_FOUND;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What renaming, moving and removing promise, whatever the store. */
public abstract class MoveContract extends UploadContract {

    @Test
    void anEntryCanBeRenamedAndMoved() throws IOException {
        var file = put(home, "a.txt", bytes(10));
        var folder = folder(home, "f");
        var renamed = store.move(file, home, "b.txt");
        assertEquals("b.txt", renamed.name());
        assertEquals(List.of("b.txt", "f"), names(home));
        var moved = store.move(renamed, folder, "b.txt");
        assertEquals(folder.content(), moved.parent());
        assertEquals(List.of("f"), names(home));
        var back = store.move(moved, home, "c.txt");
        assertEquals(List.of("c.txt", "f"), names(home));
        assertContent(bytes(10), store.find(back.id()));
        if (store.abilities().ids()) {
            assertEquals(file.id(), back.id());
            assertEquals(file.revision(), back.revision());
        }
        assertEquals(back, store.move(back, home, "c.txt"));
    }

    @Test
    void aFolderIsMovedWithAllThatIsInIt() throws IOException {
        var a = folder(home, "a");
        var inner = folder(a, "inner");
        put(inner, "deep.txt", bytes(9));
        var moved = store.move(a, folder(home, "b"), "a2");
        assertEquals(List.of("inner"), names(moved));
        assertContent(bytes(9), list(list(moved).getFirst()).getFirst());
        assertThrows(StoreException.class, () -> store.move(moved, list(moved).getFirst(), "loop"));
        assertEquals(List.of("inner"), names(moved));
        if (store.abilities().ids()) {
            assertEquals(inner.id(), list(moved).getFirst().id());
        }
    }

    @Test
    void whatIsRemovedIsGone() throws IOException {
        var folder = folder(home, "f");
        var file = put(folder, "a.txt", bytes(10));
        store.remove(file);
        assertEquals(List.of(), names(folder));
        assertKind(NOT_FOUND, () -> store.find(file.id()));
        try {
            // A store with a bin may still give the bytes.
            assertContent(bytes(10), file);
        } catch (StoreException e) {
            assertEquals(NOT_FOUND, e.kind());
        }
        store.remove(file);
        var second = put(folder, "a.txt", bytes(11));
        store.remove(folder);
        assertEquals(List.of(), names(home));
        assertKind(NOT_FOUND, () -> store.find(folder.id()));
        assertKind(NOT_FOUND, () -> store.find(second.id()));
        assertEquals(List.of(), names(folder(home, "f")));
    }

    @Test
    void whatIsNotThereIsNotFound() throws IOException {
        var folder = folder(home, "f");
        var file = put(folder, "a", bytes(1));
        store.remove(folder);
        assertKind(NOT_FOUND, () -> store.list(folder, ""));
        assertKind(NOT_FOUND, () -> put(folder, "b", bytes(1)));
        assertKind(NOT_FOUND, () -> folder(folder, "c"));
        assertKind(NOT_FOUND, () -> store.move(file, home, "d"));
        assertKind(NOT_FOUND, () -> store.move(put(home, "e", bytes(1)), folder, "e"));
        assertEquals(List.of("e"), names(home));
    }
}
