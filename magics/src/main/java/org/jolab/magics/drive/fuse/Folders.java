package org.jolab.magics.drive.fuse;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jolab.magics.drive.tree.FileTree;

/** Answers requests about folders that are read. Used by many threads. */
final class Folders {

    private static final int PLUS = 44;
    private static final int DOTS = 2;
    private static final int ITEM = 24;

    private final Operations all;
    private final FileTree tree;
    private final Handles handles;

    Folders(Operations all, FileTree tree, Handles handles) {
        this.all = all;
        this.tree = tree;
        this.handles = handles;
    }

    void answer(Call call) throws IOException, InterruptedException {
        switch (call.operation) {
            case 27 -> open(call);
            case 29 -> {
                handles.removeFolder(call.body.getLong(0));
                call.done();
            }
            // fsyncdir
            case 30 -> {
                tree.force();
                call.done();
            }
            default -> read(call);
        }
    }

    private void open(Call call) throws IOException {
        var path = all.path(all.node(call.node));
        var handle = handles.add(new Listing(tree, path));
        all.layout().opened(call.room(Layout.OPENED), handle, 0);
        if (!call.answer(Layout.OPENED)) {
            handles.removeFolder(handle);
        }
    }

    private void read(Call call) throws IOException, InterruptedException {
        var folder = all.node(call.node);
        var listing = handles.folder(call.body.getLong(0));
        if (listing == null) {
            throw new java.nio.channels.ClosedChannelException();
        }
        var offset = call.body.getLong(8);
        var size = Math.min(call.body.getInt(16), Worker.MOST);
        var room = call.room(size).limit(size);
        var told = new java.util.ArrayList<Node>();
        var at = offset;
        while (true) {
            // Who has something to show does not wait for more.
            if (room.position() > 0 && at >= DOTS && !listing.has(at - DOTS)) {
                break;
            }
            if (!put(room, call, new Place(folder, listing, at, offset), told)) {
                break;
            }
            at++;
        }
        if (!call.answer(room.position())) {
            told.forEach(node -> all.nodes().forget(node.id, 1));
        }
    }

    private record Place(Node folder, Listing listing, long at, long first) {
    }

    /** Puts one item into the answer; false when there is none or no room. */
    private boolean put(ByteBuffer room, Call call, Place place, java.util.List<Node> told)
            throws IOException, InterruptedException {
        var plus = call.operation == PLUS;
        if (place.at < DOTS) {
            var name = place.at == 0 ? "." : "..";
            if (!fits(room, name.length(), plus)) {
                return false;
            }
            if (plus) {
                all.layout().noEntry(room);
            }
            name(room, new Line(place.folder.number, 0040000, name.getBytes(StandardCharsets.UTF_8)), place.at);
            return true;
        }
        var item = place.listing.at(place.at - DOTS, place.at == DOTS && place.first == 0);
        if (item == null) {
            return false;
        }
        var bytes = item.name().getBytes(StandardCharsets.UTF_8);
        if (!fits(room, bytes.length, plus)) {
            return false;
        }
        if (plus) {
            var node = all.nodes().enter(place.folder, item.name(), item.attributes());
            told.add(node);
            // Somebody writes it: what the folder was read with may be old.
            var file = node.open.isEmpty() ? item.attributes() : all.attributes(node);
            all.layout().entry(room, node.id, file);
        }
        name(room, new Line(item.attributes().number(), Layout.type(item.attributes().kind()), bytes), place.at);
        return true;
    }

    private record Line(long number, int mode, byte[] name) {
    }

    private static boolean fits(ByteBuffer room, int name, boolean plus) {
        return room.remaining() >= (plus ? Layout.ENTRY : 0) + (ITEM + name + 7) / 8 * 8;
    }

    /** fuse_dirent. */
    private static void name(ByteBuffer room, Line line, long at) {
        room.putLong(line.number).putLong(at + 1).putInt(line.name.length).putInt(line.mode >> 12).put(line.name);
        while (room.position() % 8 != 0) {
            room.put((byte) 0);
        }
    }
}
