-- MariaDB dump 10.19  Distrib 10.5.29-MariaDB, for debian-linux-gnu (x86_64)
--
-- Host: db    Database: eswiki
-- ------------------------------------------------------
/*!40101 SET NAMES utf8mb4 */;
DROP TABLE IF EXISTS `categorylinks`;
CREATE TABLE `categorylinks` (
  `cl_from` int(10) unsigned NOT NULL DEFAULT 0,
  `cl_to` varbinary(255) NOT NULL DEFAULT '',
  `cl_sortkey` varbinary(230) NOT NULL DEFAULT '',
  `cl_timestamp` timestamp NOT NULL DEFAULT current_timestamp() ON UPDATE current_timestamp(),
  `cl_sortkey_prefix` varbinary(255) NOT NULL DEFAULT '',
  `cl_collation` varbinary(32) NOT NULL DEFAULT '',
  `cl_type` enum('page','subcat','file') NOT NULL DEFAULT 'page',
  UNIQUE KEY `cl_from` (`cl_from`,`cl_to`),
  KEY `cl_sortkey` (`cl_to`,`cl_type`,`cl_sortkey`,`cl_from`)
) ENGINE=InnoDB DEFAULT CHARSET=binary;
/*!40000 ALTER TABLE `categorylinks` DISABLE KEYS */;
INSERT INTO `categorylinks` VALUES (7,'Museos_de_Córdoba','ARTE\nARTE','2014-05-01 10:00:00','Arte','uca-es','page'),(7,'O\'Higgins,_(el)','ARTE','2014-05-01 10:00:00','','uca-es','page'),(9,'Museos_de_Córdoba',_binary 'X\0\'),(1,\'','2014-05-02 10:00:00','','uca-es','subcat'),(12,'Museos_de_Córdoba','FOTO','2014-05-03 10:00:00','','uca-es','file');
/*!40000 ALTER TABLE `categorylinks` ENABLE KEYS */;

-- Dump completed on 2026-01-01 13:22:16
