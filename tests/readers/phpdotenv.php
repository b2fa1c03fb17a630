<?php
// Reads each folder's `env` with phpdotenv: phpdotenv.php FOLDER...
require_once "Dotenv/autoload.php";

foreach (array_slice($argv, 1) as $folder) {
    try {
        $values = Dotenv\Dotenv::createArrayBacked($folder, "env")->load();
    } catch (Dotenv\Exception\InvalidFileException $refused) {
        $values = [];
    }
    mkdir("$folder/phpdotenv");
    foreach (file("$folder/names", FILE_IGNORE_NEW_LINES) as $name) {
        if (isset($values[$name])) {
            file_put_contents("$folder/phpdotenv/$name", $values[$name]);
        }
    }
}
