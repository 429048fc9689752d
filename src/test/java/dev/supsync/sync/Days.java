package dev.supsync.sync;

import dev.supsync.metadata.CategoryType;

/** Two days of a catalog, small, in which everything happens that a synchronization does. */
final class Days {

    private Days() {}

    static World first() {
        World world = World.withCategories();
        world.put(Rev.detectoid(90), Rev.hidden(91).requires(90), Rev.hidden(92));
        world.fill(100, 20);
        world.put(Rev.update(150).bundles(91, 92).supersedes(100, 101));
        world.put(Rev.update(151).supersedes(150).expired());
        world.put(Rev.update(152).in(Rev.SECURITY, Rev.WORD));
        return world;
    }

    static World second() {
        World world = first();
        world.put(Rev.category(Rev.WINDOWS_10, CategoryType.PRODUCT, "Windows Ten", Rev.WINDOWS)
                .number(201));
        world.put(
                Rev.update(102).number(201).title("Changed"),
                Rev.update(103).number(201).expired());
        world.put(Rev.update(104).number(201).in(Rev.SECURITY, Rev.WORD));
        world.remove(105, 106);
        world.put(
                Rev.hidden(94),
                Rev.hidden(93).bundles(94),
                Rev.update(160).bundles(93, 91).requires(152));
        world.put(Rev.update(161).supersedes(160, 151, 102).in(Rev.SECURITY, Rev.WINDOWS_10));
        world.put(Rev.update(162).expired().supersedes(107), Rev.update(163).supersedes(162));
        world.put(Rev.update(164).supersedes(165), Rev.update(165).supersedes(164));
        world.put(Rev.update(151).number(201).supersedes(150));
        world.put(Rev.update(166).requires(167), Rev.update(167).expired());
        return world;
    }
}
