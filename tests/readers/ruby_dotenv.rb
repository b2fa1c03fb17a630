# Reads each folder's `env` with ruby-dotenv: ruby_dotenv.rb FOLDER...
require "dotenv"

ARGV.each do |folder|
  begin
    # Debian has 2.4, which has no `Dotenv.parse` yet.
    values = Dotenv::Environment.new("#{folder}/env", true)
  rescue Dotenv::FormatError
    values = {}
  end
  Dir.mkdir("#{folder}/ruby-dotenv")
  File.readlines("#{folder}/names", chomp: true).each do |name|
    File.binwrite("#{folder}/ruby-dotenv/#{name}", values[name]) if values.key?(name)
  end
end
